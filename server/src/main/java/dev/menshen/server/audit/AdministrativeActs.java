package dev.menshen.server.audit;

/** Where administrative acts are recorded. Safe for many threads. */
@FunctionalInterface
public interface AdministrativeActs {
  /**
   * Records an act. Called when everything about it has been checked, directly before it is done;
   * when this returns, the record is as safe as the installation wants it.
   *
   * @throws dev.menshen.pipeline.AuditUnavailableException when there is no record and without one
   *     nothing may be done; it is answered 503
   */
  void record(AdministrativeAct act);
}

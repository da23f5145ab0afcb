package dev.menshen.server.models;

import java.nio.file.Path;

/**
 * What a pull has done.
 *
 * @param folder the model's folder, whole now
 * @param revision the commit, or the branch where the hub names none
 * @param files how many files the model has
 * @param bytes how long they are together
 * @param fetched how many bytes were fetched
 * @param outcome whether anything was to be done
 */
public record PullResult(
    Path folder, String revision, int files, long bytes, long fetched, Outcome outcome) {
  /** How a pull ends well. */
  public enum Outcome {
    /** Files were fetched. */
    FETCHED,
    /** Everything was there already. */
    UP_TO_DATE,
    /** Everything was there already, but the hub could not be asked whether it has changed. */
    NOT_COMPARED
  }
}

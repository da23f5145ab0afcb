package dev.menshen.server.doctor;

import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.ModelShape;
import dev.menshen.guard.local.Precision;

/** Foresees what a model needs, with the settings that it will have. */
@FunctionalInterface
public interface MemoryNeed {
  /** What a model of these sizes needs in this precision. */
  Footprint of(ModelShape shape, Precision precision);
}

package dev.menshen.server.doctor;

import static dev.menshen.server.doctor.Mark.ATTENTION;
import static dev.menshen.server.doctor.Mark.FAULT;
import static dev.menshen.server.doctor.Mark.OK;

import java.util.Locale;

/** What the doctor can find. The names are part of the JSON output: programs rely on them. */
public enum Symptom {
  /** The Java in use: version, vendor, largest heap. */
  JAVA(Area.JAVA, OK),
  /** Its collector may damage arrays under native code: version. */
  JAVA_COLLECTOR(Area.JAVA, FAULT),
  /** The operating system: name, version, architecture. */
  SYSTEM(Area.SYSTEM, OK),
  /** The processor: model, cores, features. */
  PROCESSOR(Area.PROCESSOR, OK),
  /** A processor without any of the features that speed inference up: model, cores. */
  PROCESSOR_PLAIN(Area.PROCESSOR, OK),
  /** The processor of a system that does not tell what it can do: model, cores. */
  PROCESSOR_UNKNOWN(Area.PROCESSOR, OK),
  /** An x86 processor without AVX2. */
  PROCESSOR_OLD(Area.PROCESSOR, ATTENTION),
  /** Less than one core: cores. */
  PROCESSOR_SCARCE(Area.PROCESSOR, ATTENTION),
  /** The memory: free, total. */
  MEMORY(Area.MEMORY, OK),
  /** The memory under a control group's limit: free, limit, its file, what the machine has. */
  MEMORY_LIMITED(Area.MEMORY, OK),
  /** Swap space, where there is some: free, total. */
  SWAP(Area.MEMORY, OK),
  /** Less than the program alone needs: free, total, needed. */
  MEMORY_SHORT(Area.MEMORY, FAULT),
  /** No card. */
  GRAPHICS_NONE(Area.GRAPHICS, OK),
  /** A card: name, memory, in use, driver, capability, what it holds. */
  GRAPHICS_CARD(Area.GRAPHICS, OK),
  /** A card that is too small for each of the models: name, memory, in use, driver, capability. */
  GRAPHICS_SMALL(Area.GRAPHICS, OK),
  /** A card that does not tell its memory: name, driver, capability. */
  GRAPHICS_UNKNOWN(Area.GRAPHICS, OK),
  /** The driver does not answer: what it says. */
  GRAPHICS_FAILED(Area.GRAPHICS, ATTENTION),
  /** The data folder: path, free. */
  DISK_DATA(Area.DISK, OK),
  /** The data folder is nearly full: path, free. */
  DISK_DATA_LOW(Area.DISK, ATTENTION),
  /** The data folder cannot be written to: path. */
  DISK_DATA_READ_ONLY(Area.DISK, FAULT),
  /** The folder for models: path, free. */
  DISK_MODELS(Area.DISK, OK),
  /** The folder for models has no room for the smallest: path, free, needed. */
  DISK_MODELS_LOW(Area.DISK, ATTENTION),
  /** The folder for models cannot be written to: path. */
  DISK_MODELS_READ_ONLY(Area.DISK, ATTENTION),
  /** The folder for temporary files: path, free. */
  DISK_TEMPORARY(Area.DISK, OK),
  /** The folder for temporary files has no room for the native libraries: path, free. */
  DISK_TEMPORARY_LOW(Area.DISK, ATTENTION),
  /** The folder for temporary files cannot be written to: path. */
  DISK_TEMPORARY_READ_ONLY(Area.DISK, FAULT),
  /** Libraries may not be run from the folder for temporary files: path. */
  DISK_TEMPORARY_NO_EXEC(Area.DISK, ATTENTION),
  /** A native library that loads: name, version. */
  LIBRARY(Area.LIBRARIES, OK),
  /** A native library that does not: name, fault. */
  LIBRARY_FAILED(Area.LIBRARIES, FAULT),
  /** The address is free: host, port. */
  PORT(Area.PORT, OK),
  /** The server cannot listen: why. */
  PORT_FAULT(Area.PORT, FAULT),
  /** A model that fits: name, folder, precision, needed. */
  MODEL(Area.MODELS, OK),
  /** A model that fits in a reduced precision: name, folder, precision, needed, for fp32. */
  MODEL_REDUCED(Area.MODELS, OK),
  /** A model that does not fit: name, folder, least precision, needed, free. */
  MODEL_LARGE(Area.MODELS, ATTENTION),
  /** A folder that looks like a model and cannot be used: name, folder, why. */
  MODEL_BROKEN(Area.MODELS, ATTENTION),
  /** No model: where was looked, what to run. */
  MODELS_NONE(Area.MODELS, ATTENTION);

  private final Area area;
  private final Mark mark;

  Symptom(Area area, Mark mark) {
    this.area = area;
    this.mark = mark;
  }

  /** What it is about. */
  public Area area() {
    return area;
  }

  /** How it is to be taken. */
  public Mark mark() {
    return mark;
  }

  /** The name in JSON and in the bundles of texts. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

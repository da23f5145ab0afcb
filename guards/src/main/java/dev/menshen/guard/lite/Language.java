package dev.menshen.guard.lite;

/** A language that the built-in guard has an encoder for. */
enum Language {
  ENGLISH("en"),
  CHINESE("zh");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** The ISO 639-1 code, which is also the name of the folder with the encoder. */
  String code() {
    return code;
  }
}

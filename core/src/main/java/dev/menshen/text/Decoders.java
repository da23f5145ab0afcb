package dev.menshen.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All encodings that are looked for in a text, and in each other. */
final class Decoders {
  private static final List<Decoder> NESTED =
      List.of(new PercentDecoder(), new HtmlDecoder(), new HexDecoder(), new Base64Decoder());
  private static final Decoder ROT13 = new Rot13Decoder();

  private final DecodingLimits limits;

  Decoders(DecodingLimits limits) {
    this.limits = limits;
  }

  /** Adds a view for each encoding whose runs in a text can be read once decoded. */
  void addViews(String text, List<TextView> views) {
    if (limits.depth() == 0) {
      return;
    }
    for (Decoder decoder : NESTED) {
      addView(decoder, text, views);
    }
    addView(ROT13, text, views);
  }

  private void addView(Decoder decoder, String text, List<TextView> views) {
    if (views.size() >= limits.maxViews()) {
      return;
    }
    String decoded = decode(decoder, text, limits.depth() - 1, limits.maxCharacters());
    if (decoded != null) {
      views.add(new TextView(decoder.view(), withoutDisguise(decoded)));
    }
  }

  private static String withoutDisguise(String decoded) {
    Folding folding = Folding.of(decoded);
    return folding.evidence().disguised() ? folding.text().text() : decoded;
  }

  /** What the first encoding that is found in a decoded run hides; null when there is none. */
  @Nullable String decodeFurther(String decoded, int depth, int room) {
    for (Decoder decoder : NESTED) {
      String further = decode(decoder, decoded, depth - 1, room);
      if (further != null) {
        return further;
      }
    }
    return decode(ROT13, decoded, 0, room);
  }

  private @Nullable String decode(Decoder decoder, String text, int depth, int most) {
    Decoding decoding = new Decoding(text, this, depth, most);
    decoder.decode(text, decoding);
    return decoding.result();
  }
}

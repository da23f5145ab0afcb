package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {
  private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");
  private static final int SCALE = 4;

  @Test
  void aReaderReadsFromThePathWhatWasWritten() throws Exception {
    String uri = Totp.uri("12345678901234567890".getBytes(StandardCharsets.US_ASCII), "李雷");

    QrCode code = QrCode.of(uri);

    assertThat(
            new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(drawn(code)))).getText())
        .isEqualTo(uri);
  }

  private static LuminanceSource drawn(QrCode code) {
    int width = code.size() * SCALE;
    int[] pixels = new int[width * width];
    Arrays.fill(pixels, 0xffffff);
    for (MatchResult module : MODULE.matcher(code.path()).results().toList()) {
      int left = Integer.parseInt(module.group(1)) * SCALE;
      int top = Integer.parseInt(module.group(2)) * SCALE;
      for (int y = top; y < top + SCALE; y++) {
        Arrays.fill(pixels, y * width + left, y * width + left + SCALE, 0);
      }
    }
    return new RGBLuminanceSource(width, width, pixels);
  }
}

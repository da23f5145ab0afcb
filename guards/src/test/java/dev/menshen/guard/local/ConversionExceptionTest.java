package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ConversionExceptionTest {
  private static final Path FOLDER = Path.of("/cache");

  @Test
  void saysHowMuchSpaceIsShortAndWhatToDo() {
    ConversionException fault = new ConversionException(FOLDER, 1_762_000_000, 3_000_000);

    assertThat(fault)
        .hasMessage(
            "the model cannot be converted: that takes 1,762 MB of disk space, and 3 MB are free in"
                + " /cache; free some space, or set MENSHEN_LOCAL_CONVERSIONS to a folder on another"
                + " disk");
    assertThat(fault.message(Locale.CHINESE))
        .startsWith("无法转换模型：需要 1,762 MB 磁盘空间")
        .contains("/cache", "3 MB", "MENSHEN_LOCAL_CONVERSIONS");
    assertThat(fault.folder()).isEqualTo(FOLDER);
  }

  @Test
  void saysWhyTheFolderCannotBeWrittenTo() {
    assertThat(new ConversionException(FOLDER, new AccessDeniedException("/cache/x")))
        .hasMessageContaining("/cache cannot be written to (AccessDeniedException); check");
    assertThat(
            new ConversionException(
                FOLDER, new FileSystemException("/cache/x", null, "Read-only file system")))
        .hasMessageContaining("(Read-only file system)");
    assertThat(new ConversionException(FOLDER, new IOException("No space left on device")))
        .hasMessageContaining("(No space left on device)");
    assertThat(
            new ConversionException(FOLDER, new IOException("No space left on device"))
                .message(Locale.CHINESE))
        .startsWith("无法转换模型：/cache 无法写入（No space left on device）");
  }
}

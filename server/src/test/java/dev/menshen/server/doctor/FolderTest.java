package dev.menshen.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  @TempDir private Path folder;

  @Test
  void isJudgedByTheFolderThatItWillBeCreatedIn() {
    Path future = folder.resolve("not/there/yet");
    Folder read = Folder.read(Folder.Use.DATA, future, new Mounts(List.of()));
    assertThat(read.path()).isEqualTo(future);
    assertThat(read.writable()).isTrue();
    assertThat(read.free().orElseThrow()).isPositive();
    assertThat(read.executable()).isEmpty();
    assertThat(future).doesNotExist();
  }

  @Test
  void cannotBeWrittenToWhereAFileIs() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(Folder.read(Folder.Use.DATA, file, new Mounts(List.of())).writable()).isFalse();
    assertThat(
            Folder.read(Folder.Use.DATA, file.resolve("below"), new Mounts(List.of())).writable())
        .isFalse();
  }

  @Test
  void isNotExecutableOnADiskThatIsMountedSo() throws IOException {
    Path real = folder.toRealPath();
    MadeUpHost machine =
        new MadeUpHost(folder)
            .file(
                "proc/self/mountinfo",
                """
                1 0 0:1 / / rw,noexec - ext4 /dev/vda rw
                2 1 0:2 / %s rw - tmpfs tmpfs rw
                3 2 0:3 / %s/no\\040exec rw,nosuid,noexec - tmpfs tmpfs rw
                """
                    .formatted(real, real));
    Mounts mounts = Mounts.read(machine.host().files());
    assertThat(Folder.read(Folder.Use.TEMPORARY, real, mounts).executable()).contains(true);
    Path marked = Files.createDirectory(real.resolve("no exec"));
    assertThat(Folder.read(Folder.Use.TEMPORARY, marked.resolve("x"), mounts).executable())
        .contains(false);
    assertThat(mounts.of(Path.of("/elsewhere")).orElseThrow().options())
        .isEqualTo(Set.of("rw", "noexec"));
  }

  @Test
  void theLastOfSeveralDisksAtOnePlaceCounts() {
    MadeUpHost machine =
        new MadeUpHost(folder)
            .file(
                "proc/self/mountinfo",
                """
                1 0 0:1 / /a rw,noexec - ext4 /dev/vda rw
                2 1 0:2 / /a rw - tmpfs tmpfs rw
                not a line of this file
                """);
    assertThat(Mounts.read(machine.host().files()).of(Path.of("/a/b")).orElseThrow().type())
        .isEqualTo("tmpfs");
  }
}

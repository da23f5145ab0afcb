package dev.menshen.server.archive;

import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.keyring.Signatures;
import dev.menshen.server.store.InstallationProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The archive of the audit journal. */
@Configuration(proxyBeanMethods = false)
class ArchiveConfiguration {
  @Bean
  ArchiveKeys archiveKeys(Keyring keyring, Signatures signatures) {
    return new ArchiveKeys(keyring, signatures);
  }

  @Bean
  AuditArchive auditArchive(
      InstallationProperties installation,
      ArchiveProperties properties,
      ArchiveKeys keys,
      MeterRegistry registry) {
    return new AuditArchive(
        Optional.ofNullable(installation.data()),
        keys,
        targets(properties),
        properties.retention(),
        InstantSource.system(),
        registry);
  }

  /** A command that works on the installation runs no runners. */
  @Bean
  ApplicationRunner archiveStart(AuditArchive archive, ArchiveProperties properties) {
    return arguments -> archive.start(properties.interval());
  }

  private static List<CopyTarget> targets(ArchiveProperties properties) {
    List<CopyTarget> targets = new ArrayList<>();
    if (properties.folder() != null) {
      targets.add(new FolderTarget(properties.folder()));
    }
    if (properties.s3() != null) {
      targets.add(new BucketTarget(properties.s3()));
    }
    return targets;
  }
}

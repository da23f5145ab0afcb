package dev.menshen.server.keyring;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys of this process. */
@Configuration(proxyBeanMethods = false)
class KeyringConfiguration {
  @Bean
  Keyring keyring() throws GeneralSecurityException {
    AeadConfig.register();
    Map<Purpose, Aead> keys = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      keys.put(
          purpose,
          KeysetHandle.newBuilder()
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .build()
              .getPrimitive(RegistryConfiguration.get(), Aead.class));
    }
    return new Keyring() {
      @Override
      public Aead aead(Purpose purpose) {
        return Objects.requireNonNull(keys.get(purpose));
      }

      @Override
      public boolean isCurrent(Purpose purpose, byte[] ciphertext) {
        return true;
      }
    };
  }
}

package dev.menshen.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  private final AddressRules rules = AddressRules.of(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "93.184.215.14",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2400:3200::1"
      })
  void publicAddressesAreAllowed(String address) throws Exception {
    assertThat(rules.allows("example.com", InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNotPublicIsNot(String address) throws Exception {
    assertThat(rules.allows("example.com", InetAddress.getByName(address))).isFalse();
  }

  @Test
  void anOperatorAllowsAddressesNetworksAndHosts() throws Exception {
    AddressRules allowing =
        AddressRules.of(List.of("10.1.0.0/16", "192.168.7.7", "fd00::/8", "Hooks.Internal"));

    assertThat(allowing.allows("a", InetAddress.getByName("10.1.255.255"))).isTrue();
    assertThat(allowing.allows("a", InetAddress.getByName("10.2.0.0"))).isFalse();
    assertThat(allowing.allows("a", InetAddress.getByName("192.168.7.7"))).isTrue();
    assertThat(allowing.allows("a", InetAddress.getByName("192.168.7.8"))).isFalse();
    assertThat(allowing.allows("a", InetAddress.getByName("fd12::1"))).isTrue();
    assertThat(allowing.allows("hooks.internal", InetAddress.getByName("127.0.0.1"))).isTrue();
    assertThat(allowing.allows("other.internal", InetAddress.getByName("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "::/129", "http://host", "", "a b"})
  void whatIsNeitherIsRefusedWithItsKey(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRules.of(List.of(entry)))
        .withMessageContaining("menshen.webhooks.allow");
  }
}

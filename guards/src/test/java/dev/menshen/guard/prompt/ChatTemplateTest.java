package dev.menshen.guard.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {
  private static final List<Message> HELLO = List.of(Message.user("hello"));

  @TempDir private Path folder;

  @Test
  void theFileOfItsOwnWinsOverTheConfiguration() throws Exception {
    config("{\"chat_template\": \"from the configuration\"}");
    assertThat(ChatTemplate.read(folder).render(HELLO)).isEqualTo("from the configuration");

    template("from the file");
    assertThat(ChatTemplate.read(folder).render(HELLO)).isEqualTo("from the file");
  }

  @Test
  void ofNamedTemplatesTheDefaultOneIsTaken() throws Exception {
    config(
        """
        {"chat_template": [
          {"name": "tool_use", "template": "for tools"},
          {"name": "default", "template": "by default"}]}
        """);

    assertThat(ChatTemplate.read(folder).render(HELLO)).isEqualTo("by default");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"chat_template\": null}",
        "{\"chat_template\": {\"default\": \"x\"}}",
        "{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"x\"}, 7, {\"name\": {}}]}"
      })
  void aFolderWithoutATemplateIsRefused(String config) throws Exception {
    config(config);

    assertThatThrownBy(() -> ChatTemplate.read(folder))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("chat_template.jinja")
        .hasMessageContaining("download the model again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Not found</html>", "[]", "", "{\"chat_template\": \"x"})
  void aConfigurationThatIsNotJsonIsRefused(String config) throws Exception {
    config(config);

    assertThatThrownBy(() -> ChatTemplate.read(folder))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("tokenizer_config.json")
        .hasMessageContaining("download the file again");
  }

  @Test
  void aFileThatIsNotTextIsRefused() throws Exception {
    Files.write(folder.resolve("chat_template.jinja"), new byte[] {(byte) 0xff, 0, 1});

    assertThatThrownBy(() -> ChatTemplate.read(folder))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("chat_template.jinja");
  }

  /** The expected texts were written by jinja2, set up as transformers does. */
  @ParameterizedTest
  @CsvSource({
    "'a {% if true %} b {% endif %} c', 'a  b  c'",
    "'a\\n  {% if true %}\\n  b\\n  {% endif %}\\nc\\n', 'a\\n  b\\nc'",
    "'a  {{- \"x\" }}  {{ \"y\" -}}  z', 'ax  yz'",
    "'a\\n  {{- \"x\" -}}\\n z', 'axz'",
    "'a  {#- c -#}  b', 'ab'",
    "'a {# c #}\\n b', 'a  b'",
    "'  {# c #}\\nb', 'b'",
    "'a\\n\\t{%- if true %} b {% endif %}\\n\\nc\\n\\n', 'a b \\nc\\n'",
    "'x {% for m in messages %}{{ m.content }}, {% endfor %}y', 'x hello, y'",
    "'{% for m in messages %}\\n{{ m.content }}\\n{% endfor %}\\n', 'hello\\n'",
    "'{{ \"%}\" }} {{ \"}}\" }} {% if \"%}\" == \"%}\" %}y{% endif %}', '%} }} y'",
    "'a\\r\\n{% if true %}\\r\\nb\\r\\n{% endif %}', 'a\\nb\\n'",
    "'a {%+ if true %} b {% endif +%}\\nc', 'a  b \\nc'",
    "'{% set x = \"a\\n\\n\" %}\\n[{{ x }}]', '[a\\n\\n]'",
    "'{{- \"multi\\nline\" }}\\n\\n{{ \"x\" }}\\n\\n', 'multi\\nline\\n\\nx\\n'",
    "'{{ \"a{{b}}c\" }}{{ messages[-1].content }}', 'a{{b}}chello'",
    "'{% if messages | length > 0 and loop is undefined %}{{ \"say <b>\" }}{% endif %}', 'say <b>'"
  })
  void rendersAsJinjaDoes(String source, String expected) throws Exception {
    template(source.translateEscapes());

    assertThat(ChatTemplate.read(folder).render(HELLO)).isEqualTo(expected.translateEscapes());
  }

  @Test
  void theTokensOfTheConfigurationAreVariables() throws Exception {
    config(
        "{\"bos_token\": null, \"eos_token\": \"<|e|>\", \"pad_token\": {\"content\": \"<|p|>\"}}");
    template("[{{ bos_token }}{{ eos_token }}{{ pad_token }}]");

    assertThat(ChatTemplate.read(folder).render(HELLO)).isEqualTo("[<|e|><|p|>]");
  }

  @Test
  void aTemplateThatRefusesIsNamedWithItsReason() throws Exception {
    template("one\n{{ raise_exception('roles must alternate') }}");

    assertThatThrownBy(() -> ChatTemplate.read(folder).render(HELLO))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("chat_template.jinja: the chat template does not render (")
        .hasMessageContaining("roles must alternate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{% if %}", "{{ unknown(1) }}", "{% bogus %}", "{% for x in %}"})
  void aTemplateThatIsNotJinjaIsRefused(String source) throws Exception {
    template(source);

    assertThatThrownBy(() -> ChatTemplate.read(folder).render(HELLO))
        .isInstanceOf(UnusablePromptFileException.class)
        .hasMessageContaining("does not render (");
  }

  private void template(String source) throws Exception {
    Files.writeString(folder.resolve("chat_template.jinja"), source);
  }

  private void config(String json) throws Exception {
    Files.writeString(folder.resolve("tokenizer_config.json"), json);
  }
}

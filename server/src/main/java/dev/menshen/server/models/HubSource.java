package dev.menshen.server.models;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The hubs that publish models. */
public enum HubSource {
  /** <a href="https://huggingface.co">Hugging Face</a>. */
  HUGGINGFACE("https://huggingface.co", "main", "%s/%s/tree/%s"),
  /** <a href="https://www.modelscope.cn">ModelScope</a>. */
  MODELSCOPE("https://www.modelscope.cn", "master", "%s/models/%s/files?version=%s");

  private final URI address;
  private final String branch;
  private final String page;

  HubSource(String address, String branch, String page) {
    this.address = URI.create(address);
    this.branch = branch;
    this.page = page;
  }

  /** The hub with this name on the command line, in any case. */
  public static Optional<HubSource> parse(String name) {
    return Arrays.stream(values()).filter(hub -> hub.toString().equalsIgnoreCase(name)).findFirst();
  }

  /** Where the hub is, unless a mirror stands for it. */
  public URI address() {
    return address;
  }

  /** The branch that a model's files are on, unless another is asked for. */
  public String branch() {
    return branch;
  }

  /** The page on which a person finds a model's files. */
  public String page(ModelName model, String revision) {
    return page.formatted(address, model, revision);
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

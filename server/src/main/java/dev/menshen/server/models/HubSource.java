package dev.menshen.server.models;

import java.net.URI;
import java.util.Locale;

/** The hubs that publish models. */
public enum HubSource {
  /** <a href="https://huggingface.co">Hugging Face</a>. */
  HUGGINGFACE("Hugging Face", "https://huggingface.co", "main", "%s/%s/tree/%s"),
  /** <a href="https://www.modelscope.cn">ModelScope</a>. */
  MODELSCOPE("ModelScope", "https://www.modelscope.cn", "master", "%s/models/%s/files?version=%s");

  private final String title;
  private final URI address;
  private final String branch;
  private final String page;

  HubSource(String title, String address, String branch, String page) {
    this.title = title;
    this.address = URI.create(address);
    this.branch = branch;
    this.page = page;
  }

  /** The hub's name for people. */
  public String title() {
    return title;
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

package dev.menshen.server.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which database it is, and how much is in it.
 *
 * @param product its name and version
 * @param place a folder, or the host, port and name of a database
 * @param bytes its size on the disk
 * @param tables its tables by their names
 */
public record DatabaseContents(String product, String place, long bytes, List<Table> tables) {
  /** Checks that nothing is missing. */
  public DatabaseContents {
    requireNonNull(product, "product is null");
    requireNonNull(place, "place is null");
    tables = List.copyOf(tables);
  }

  /**
   * A table.
   *
   * @param name its name
   * @param rows how many rows it has
   * @param estimated whether that is what the database believes: of many rows, none counts them
   */
  public record Table(String name, long rows, boolean estimated) {}
}

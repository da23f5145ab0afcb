package dev.menshen.server.models;

import java.util.List;

/**
 * What a hub has of a model.
 *
 * @param revision the commit that the list belongs to, or the branch where the hub names none
 * @param files the files that are needed
 */
record RemoteFolder(String revision, List<RemoteFile> files) {
  RemoteFolder {
    files = List.copyOf(files);
  }

  /** The files' length together. */
  long bytes() {
    return files.stream().mapToLong(RemoteFile::size).sum();
  }
}

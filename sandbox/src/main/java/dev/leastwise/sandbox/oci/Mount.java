package dev.leastwise.sandbox.oci;

import java.util.List;

/**
 * What a container finds at a path (opencontainers/runtime-spec config.md, Mounts).
 *
 * @param destination the absolute path in the container
 * @param type a file system such as {@code tmpfs}; {@code bind} for what stands elsewhere on this machine
 * @param source where that stands, or the file system's name again
 * @param options those of mount(8), such as {@code rbind} and {@code ro}
 */
public record Mount(String destination, String type, String source, List<String> options) {}

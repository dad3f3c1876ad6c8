package dev.leastwise.sandbox.oci;

/**
 * A device file of a container.
 *
 * @param type {@code c} or {@code b}
 * @param mode its permissions
 */
public record Device(String path, String type, long major, long minor, int mode, long uid, long gid) {}

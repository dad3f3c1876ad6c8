package dev.leastwise.sandbox.oci;

/**
 * The process that holds the namespaces which the containers of a pod share.
 *
 * @param pid its number on this machine
 */
public record Sandbox(long pid) {

    /** A file by which a namespace of its can be joined. */
    String namespace(String kind) {
        return "/proc/" + pid + "/ns/" + kind;
    }
}

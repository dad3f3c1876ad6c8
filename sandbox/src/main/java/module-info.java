/** Containers: a pod run on this machine as the kubelet would, and what becomes of it there. */
module dev.leastwise.sandbox {
    requires transitive dev.leastwise.core;
    requires transitive dev.leastwise.image;
    requires static org.jspecify;

    exports dev.leastwise.sandbox.oci;
    exports dev.leastwise.sandbox.pod;
    exports dev.leastwise.sandbox.runtime;
}

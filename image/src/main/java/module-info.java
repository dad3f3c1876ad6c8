/** Images: an OCI image layout on disk, its layers as streams, and what they say of the processes that they start. */
module dev.leastwise.image {
    requires transitive dev.leastwise.core;
    requires static org.jspecify;

    exports dev.leastwise.image;
}

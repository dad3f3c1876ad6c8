package dev.leastwise.image;

import java.util.Map;

/** A change that a layer makes to the file system below it (OCI image-spec layer.md); paths begin with a slash. */
public sealed interface LayerEntry {

    String path();

    /**
     * Whose a file is, and what may be done with it.
     *
     * @param mode permissions with the setuid, setgid and sticky bits
     * @param modified seconds since 1970
     * @param extended the extended attributes, values as bytes
     */
    record Attributes(int mode, long uid, long gid, long modified, Map<String, byte[]> extended) {}

    record Folder(String path, Attributes attributes) implements LayerEntry {}

    /** A regular file; its content can be read until the next entry is. */
    record RegularFile(String path, Attributes attributes, long size) implements LayerEntry {}

    record SymbolicLink(String path, Attributes attributes, String target) implements LayerEntry {}

    /** Another name of a file that is there already. */
    record HardLink(String path, String target) implements LayerEntry {}

    /**
     * A device or a pipe.
     *
     * @param type its bits in a mode (inode(7))
     */
    record Special(String path, Attributes attributes, int type, int major, int minor) implements LayerEntry {}

    /** What lower layers have at the path is gone. */
    record Whiteout(String path) implements LayerEntry {}

    /** What lower layers have in the folder is gone. */
    record Opaque(String path) implements LayerEntry {}
}

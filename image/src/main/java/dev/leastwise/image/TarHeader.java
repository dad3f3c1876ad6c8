package dev.leastwise.image;

import java.util.Map;

/**
 * What a tar says of one entry, long names and extended attributes taken in (POSIX pax, GNU tar's tar.h).
 *
 * @param type the type flag
 * @param size of the content that follows
 * @param attributes the extended attributes, their values as bytes
 */
record TarHeader(
        char type,
        String name,
        String linkName,
        int mode,
        long uid,
        long gid,
        long size,
        long modified,
        int major,
        int minor,
        Map<String, byte[]> attributes) {}

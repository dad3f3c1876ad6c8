/** Root file systems: images unpacked once and kept, and for each container a view that it can write. */
@NullMarked
package dev.leastwise.sandbox.rootfs;

import org.jspecify.annotations.NullMarked;

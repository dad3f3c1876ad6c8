/** What the Java library has no call for: files by open folders, and mounts. */
@NullMarked
package dev.leastwise.sandbox.linux;

import org.jspecify.annotations.NullMarked;

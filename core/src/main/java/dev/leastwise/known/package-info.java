/** Findings that were there before: a file that names them, so that only new ones count. */
@NullMarked
package dev.leastwise.known;

import org.jspecify.annotations.NullMarked;

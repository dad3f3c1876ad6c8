/** Characters of an input and their places. */
@NullMarked
package dev.leastwise.source;

import org.jspecify.annotations.NullMarked;

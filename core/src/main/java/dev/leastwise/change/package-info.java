/** Changes to an object, and what they are in a file or in a JSON Patch. */
@NullMarked
package dev.leastwise.change;

import org.jspecify.annotations.NullMarked;

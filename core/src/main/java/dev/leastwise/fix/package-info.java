/** Fixes of what was found: chosen, made, and proved or refused. */
@NullMarked
package dev.leastwise.fix;

import org.jspecify.annotations.NullMarked;

/** What a manifest says of its own findings: that they are meant, and why. */
@NullMarked
package dev.leastwise.suppression;

import org.jspecify.annotations.NullMarked;

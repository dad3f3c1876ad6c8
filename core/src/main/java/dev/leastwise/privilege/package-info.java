/** What the kernel grants a container, and what decided it. */
@NullMarked
package dev.leastwise.privilege;

import org.jspecify.annotations.NullMarked;

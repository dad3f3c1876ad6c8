/** What the judges say, as plain data. */
@NullMarked
package dev.leastwise.finding;

import org.jspecify.annotations.NullMarked;

/** The command line: one class a command. */
@NullMarked
package dev.leastwise.cli;

import org.jspecify.annotations.NullMarked;

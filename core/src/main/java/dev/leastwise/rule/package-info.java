/** The rules: one class each, listed once. */
@NullMarked
package dev.leastwise.rule;

import org.jspecify.annotations.NullMarked;

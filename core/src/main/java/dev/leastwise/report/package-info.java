/** Findings and grants written for people and machines. */
@NullMarked
package dev.leastwise.report;

import org.jspecify.annotations.NullMarked;

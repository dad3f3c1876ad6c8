/** A pod as its containers see it: its names, what it is given from other objects of the input, its environment. */
@NullMarked
package dev.leastwise.sandbox.pod;

import org.jspecify.annotations.NullMarked;

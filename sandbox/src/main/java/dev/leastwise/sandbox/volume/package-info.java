/** The volumes of a pod as the kubelet makes them, and those that an image declares. */
@NullMarked
package dev.leastwise.sandbox.volume;

import org.jspecify.annotations.NullMarked;

/** The fields that Kubernetes knows, since when, of what type, and what to make of one that it does not know. */
@NullMarked
package dev.leastwise.schema;

import org.jspecify.annotations.NullMarked;

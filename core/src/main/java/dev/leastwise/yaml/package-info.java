/** YAML and JSON text as a tree of nodes that know their places. */
@NullMarked
package dev.leastwise.yaml;

import org.jspecify.annotations.NullMarked;

/** A pod on this machine: its images unpacked, its volumes, its namespaces, its containers from first to last. */
@NullMarked
package dev.leastwise.sandbox.runtime;

import org.jspecify.annotations.NullMarked;

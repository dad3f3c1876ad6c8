/** What an OCI runtime is told to grant a process: the {@code config.json} of a bundle, made of what a manifest grants. */
@NullMarked
package dev.leastwise.sandbox.oci;

import org.jspecify.annotations.NullMarked;

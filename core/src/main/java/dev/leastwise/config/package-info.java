/** The file {@code .leastwise.yaml}: how a team wants its manifests judged. */
@NullMarked
package dev.leastwise.config;

import org.jspecify.annotations.NullMarked;

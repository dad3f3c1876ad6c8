/** The HTML report as its templates see it: all of it text that is harmless to show, escaped where the templates write it. */
@NullMarked
package dev.leastwise.page;

import org.jspecify.annotations.NullMarked;

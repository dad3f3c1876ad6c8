/**
 * The HTML report as its templates see it: all of it text that is harmless to show, escaped where the templates write it. What
 * is made of the templates takes null for an interceptor, so that not the package is null-marked but what is written by hand.
 */
package dev.leastwise.page;

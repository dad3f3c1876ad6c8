package dev.leastwise.rule.validation;

import dev.leastwise.kube.KubeNode;

/**
 * One thing that the API server refuses.
 *
 * @param at the setting
 * @param text the server's own answer: the field, the kind of mistake, the bad value, what is wrong with it
 */
public record Refusal(KubeNode at, String text) {}

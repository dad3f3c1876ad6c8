/** What the API server's validation refuses of a pod's security (kubernetes pkg/apis/core/validation/validation.go). */
@NullMarked
package dev.leastwise.rule.validation;

import org.jspecify.annotations.NullMarked;

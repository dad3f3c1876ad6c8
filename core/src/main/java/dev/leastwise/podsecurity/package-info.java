/** What Pod Security Admission would say of a pod: it judges each setter of the defaulted object, not what is in effect. */
@NullMarked
package dev.leastwise.podsecurity;

import org.jspecify.annotations.NullMarked;

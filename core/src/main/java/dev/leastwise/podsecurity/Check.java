package dev.leastwise.podsecurity;

import java.util.Optional;

/** What a control asks of a pod in one of its revisions. */
interface Check {

    /** Empty where the pod is allowed. */
    Optional<Forbidden> judge(DefaultedPod pod);
}

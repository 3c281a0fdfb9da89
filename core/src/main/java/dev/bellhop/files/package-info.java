/** What is shared in Slack is kept, looked into, and found again by whoever may see it. */
@NullMarked
package dev.bellhop.files;

import org.jspecify.annotations.NullMarked;

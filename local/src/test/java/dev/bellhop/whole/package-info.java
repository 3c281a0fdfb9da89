/**
 * The whole system at once: the real handlers, entered as Lambda enters them, on DynamoDB Local and the stand-ins for the
 * rest of AWS, wired by the template.
 */
package dev.bellhop.whole;

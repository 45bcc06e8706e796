/** Layouts of everything that leaves a process: docs/formats.md, byte for byte. */
package dev.lineal.he.wire;

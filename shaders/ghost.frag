// X-ray bone: nearly nothing where the surface faces the eye, a bright rim where it turns away. Parallel projection.
// Placed behind VTK's lighting; N is the normal in view coordinates.
float ghost_facing = abs(normalVCVSOutput.z);
float ghost_rim = pow(1.0 - ghost_facing, 2.2);
gl_FragData[0] = vec4(mix(gl_FragData[0].rgb, ghost_color, 0.65), 0.05 + 0.6 * ghost_rim);

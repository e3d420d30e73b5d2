// The discs beside a construct: a rim in the color of their label, strongest where the surface turns away from the eye.
float neighbor_rim = smoothstep(0.30, 0.80, 1.0 - abs(normalVCVSOutput.z));
gl_FragData[0].rgb = mix(gl_FragData[0].rgb, neighbor_color, 0.85 * neighbor_rim);

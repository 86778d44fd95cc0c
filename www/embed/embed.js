import '../npm/countersign.js';

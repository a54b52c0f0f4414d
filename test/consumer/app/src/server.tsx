import { renderToString } from 'react-dom/server'
import { createPage } from './App.js'

console.log(renderToString(createPage().page))

import * as query from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { version } from 'react'
import { version as domVersion } from 'react-dom'
import * as forms from 'react-hook-form'
import { expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }

it('runs on the React that this project promises to test', () => {
  const promised = process.env['EXPECTED_REACT'] ?? packageJson.devDependencies.react
  expect([version, domVersion]).toEqual([promised, promised])
})

it('runs on the newest or on the oldest of the other peers', () => {
  // Both came with a later version than the oldest that the kit supports.
  const isNewest = process.env['EXPECTED_REACT'] === undefined
  expect(['usePrefetchQuery' in query, 'createFormControl' in forms]).toEqual([isNewest, isNewest])
})

it('gives the same React to the libraries around the kit', () => {
  render(<Form />)
  expect(screen.getByRole('textbox', { name: 'Number' })).toBeInTheDocument()
})

function Form() {
  const { register } = forms.useForm()
  return (
    <label>
      Number <input {...register('number')} />
    </label>
  )
}
